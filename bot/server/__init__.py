"""Running the assistant: training when needed, serving, chatting in the terminal."""
