/** The icons, from Aksel (MIT), as Designsystemet uses them; the build takes the paths out of the SVG files. */

export { default as CHAT } from "icon:ChatElipsis";
export { default as CLOSE } from "icon:XMark";
export { default as SEND } from "icon:ArrowUp";
export { default as MENU } from "icon:MenuElipsisVertical";
export { default as COPY } from "icon:Files";
export { default as DONE } from "icon:Checkmark";
export { default as UP } from "icon:ThumbUp";
export { default as UP_CHOSEN } from "icon:ThumbUpFill";
export { default as DOWN } from "icon:ThumbDown";
export { default as DOWN_CHOSEN } from "icon:ThumbDownFill";
export { default as NEW } from "icon:ChatAdd";
export { default as TRASH } from "icon:Trash";
export { default as SAVE } from "icon:Download";
export { default as RETRY } from "icon:ArrowCirclepath";
export { default as WARNING } from "icon:ExclamationmarkTriangle";
export { default as CHEVRON } from "icon:ChevronDown";
