# Everything a user or developer does. `make help` lists it.

UV := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)
PYTHON := .venv/bin/python
export TF_CPP_MIN_LOG_LEVEL ?= 2
export RASA_TELEMETRY_ENABLED ?= false
export SQLALCHEMY_SILENCE_UBER_WARNING ?= 1
export PYTHONWARNINGS ?= ignore
export PYTHONDONTWRITEBYTECODE := # compiling TensorFlow anew would add half a minute to every start
export PYTHONPATH := $(CURDIR)

# Responses that no script can touch: labels of buttons; what the channels say themselves; what
# other facts would call for; and those that hang on a failure or on how unsure the model is.
# tests/unit and tests/channels see to these.
NO_SCRIPT := utter_label_* utter_web_* utter_slack_* utter_rest_* utter_privacy_no_limit \
	utter_effect_no_significance utter_effect_complete utter_effect_no_figures \
	utter_levels_only utter_all_clusters_placed utter_no_clusters_at_level utter_internal_error \
	utter_unavailable utter_did_you_mean utter_no_profile

.DEFAULT_GOAL := help
.PHONY: help run chat train test unit validate lint format evaluate install requirements clean
.PHONY: bench report preview models rollback web screenshots lighthouse slack-check fuzz soak schemathesis

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: .venv/.run ## Install, train when needed, and start the assistant on http://localhost:5005
	@$(PYTHON) -m bot.server

chat: .venv/.run ## Talk to the assistant in the terminal
	@$(PYTHON) -m bot.server.chat

train: .venv/.run ## Train a model from data/, domain.yml, config.yml and knowledge/
	@$(PYTHON) -m bot.server.training

test: .venv/.dev bot/web/node_modules validate lint ## Install and run all checks and tests on a freshly trained model
	@cd bot/web && npm run --silent check && npm test --silent
	@rm -f models/klyngebot.tar.gz models/klyngebot.inputs
	@$(PYTHON) -m bot.server.training
	@$(PYTHON) -m rasa test core --model models/klyngebot.tar.gz --stories tests/stories \
		--fail-on-prediction-errors --no-plot --out results >results.log 2>&1 \
		|| (cat results.log; exit 1)
	@$(PYTHON) -m pytest -p bot.testing.plugin tests --conversation-coverage \
		--min-actions 100 --min-responses 100 --ignore-responses "$(NO_SCRIPT)"

unit: .venv/.dev ## Run the unit tests only (no model needed)
	@$(PYTHON) -m pytest tests/unit

validate: .venv/.run ## Check knowledge/, the wording in domain.yml and the training data
	@$(PYTHON) -m bot.knowledge
	@$(PYTHON) -m bot.server.wording
	@$(PYTHON) -m rasa data validate --fail-on-warnings >validate.log 2>&1 || (cat validate.log; exit 1)
	@echo "The training data is in order."

lint: .venv/.dev ## Check style and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

format: .venv/.dev ## Format the code
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

evaluate: .venv/.dev ## Put all evaluation questions to the model and report
	@$(PYTHON) -m bot.server.training
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PYTHON) -m tests.evaluation

bench: .venv/.dev ## Measure against stock Rasa (about 30 minutes; ARGS="--runs 1 --only serving")
	@$(PYTHON) -m bot.server.training
	@$(PYTHON) -m benchmarks.compare $(ARGS)

report: .venv/.run ## Report what was asked and what wasn't answered (SINCE=7d TEXT=1)
	@$(PYTHON) -m bot.insights $(if $(SINCE),--since $(SINCE)) $(if $(TEXT),--with-text)

preview: .venv/.dev ## Show which answers an edit of knowledge/ would change (AGAINST=commit)
	@$(PYTHON) -m tests.evaluation.preview $(if $(AGAINST),--against $(AGAINST))

install: .venv/.dev ## Install everything, for development

requirements: $(UV) ## Pin the dependencies anew (needs the network)
	@$(UV) pip compile -q pyproject.toml --python-version 3.10 --generate-hashes \
		--no-emit-index-url --no-header -o requirements/run.txt
	@$(UV) pip compile -q pyproject.toml --extra dev --python-version 3.10 --generate-hashes \
		--no-emit-index-url --no-header -o requirements/dev.txt

models: .venv/.run ## Show the models that are kept, and which answers
	@$(PYTHON) -m bot.server.models list

rollback: .venv/.run ## Have the model answer that did before (MODEL=name for another), without a restart
	@$(PYTHON) -m bot.server.models $(if $(MODEL),use $(MODEL),back)

clean: ## Remove everything that was made here, but not the conversations
	rm -rf .venv .venv-uv .venv-schemathesis .cache .rasa models results reports results.log validate.log
	rm -rf bot/web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis benchmarks/.generated

# uv installs Python packages; it is fetched into a corner of its own when missing.
.venv-uv/bin/uv:
	@python3 -m venv .venv-uv
	@.venv-uv/bin/pip install -q uv

.venv/.run: requirements/run.txt | $(UV)
	@test -x $(PYTHON) || $(UV) venv -q --python 3.10 .venv
	@test -f .venv/.dev || $(UV) pip sync -q requirements/run.txt
	@test ! -f .venv/.dev || $(UV) pip sync -q requirements/dev.txt
	@touch $@

.venv/.dev: requirements/dev.txt | $(UV)
	@test -x $(PYTHON) || $(UV) venv -q --python 3.10 .venv
	@$(UV) pip sync -q requirements/dev.txt
	@touch .venv/.run $@

slack-check: .venv/.run ## Check the Slack token, its scopes and the signing secret (URL=… asks the bot, too)
	@$(PYTHON) -m bot.channels.slack.check $(if $(URL),--url $(URL))

# Long runs, apart from `make test`; docs/reliability.md says what came of them.

fuzz: .venv/.dev ## Hold conversations of sense and junk with the model (TURNS=100000)
	@$(PYTHON) -m bot.server.training
	@$(PYTHON) -m tests.fuzz

soak: .venv/.dev ## Run a server under traffic while things go wrong with it (MINUTES=30)
	@$(PYTHON) -m tests.soak

schemathesis: .venv/.dev .venv-schemathesis/.made ## Put any request to the endpoints of docs/openapi.yml (EXAMPLES=200)
	@$(PYTHON) -m tests.openapi .venv-schemathesis/bin/schemathesis

# By itself: it wants a newer jsonschema than Rasa.
.venv-schemathesis/.made: | $(UV)
	@$(UV) venv -q --python 3.10 .venv-schemathesis
	@$(UV) pip install -q --python .venv-schemathesis/bin/python 'schemathesis>=4,<5'
	@touch $@

# The chat widget and the page. Their built files are committed: only who changes them needs Node.

web: bot/web/node_modules ## Build the chat widget and the page, and test them (needs Node 20)
	@cd bot/web && npm run --silent check && npm run --silent build && npm test --silent

screenshots: .venv/.dev bot/web/node_modules ## Take the pictures in docs/images/web-*.png and map-*.png (needs Chromium)
	@$(PYTHON) -m tests.web.screenshots

lighthouse: .venv/.dev ## Measure the page with Lighthouse (needs Chromium and the network)
	@$(PYTHON) -m tests.web.lighthouse

bot/web/node_modules: bot/web/package-lock.json
	@cd bot/web && npm ci --silent
	@touch $@
