# The ways into the project. Everything runs from .venv, which `make setup` makes.
.PHONY: help setup run demo test check crashtest fuzz soak freeze screenshots translations clean

PYTHON_IN = .venv/bin/python
MOODLARK = $(PYTHON_IN) -m player
DEMO_HOME = build/demo-home
export PYTHON

help:
	@echo "make setup         system libraries (Debian, Ubuntu), .venv, Python packages"
	@echo "make run           open the window"
	@echo "make demo          tag the demo library and print a queue for two moods"
	@echo "make test          everything that has to pass before a change goes in"
	@echo "make crashtest     kill the program, fail its disk: at every point of its work (half an hour)"
	@echo "make fuzz          read thousands of files damaged on purpose"
	@echo "make soak          twenty minutes of music beside everything else, every frame compared"
	@echo "make translations  bring the Chinese sentences in line with the sources"
	@echo "make screenshots   take the pictures in docs/screenshots again"
	@echo "make freeze        a stand-alone build in dist/moodlark, tried on the demo library"
	@echo "                   (WITHOUT_ARTISTS=1: without what may not be sold)"
	@echo "make clean         remove what was built (not .venv)"

setup:
	@sh packaging/setup.sh run

run: setup
	@$(MOODLARK)

demo: setup
	@rm -rf $(DEMO_HOME)
	@$(MOODLARK) --home $(DEMO_HOME) scan resources/demo
	@$(MOODLARK) --home $(DEMO_HOME) tag
	@$(MOODLARK) --home $(DEMO_HOME) queue --mood calm --count 5
	@$(MOODLARK) --home $(DEMO_HOME) queue --mood energetic --count 5

# Many tests wait for sound in real time, so there are more of them at once than cores; then a pool
# of computing threads in each would only be in the way (two of OpenBLAS' own have waited for ever).
# In the order of the folders: the two minutes of music beside everything else come early, not last.
test: check
	@QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
		$(PYTHON_IN) -m pytest -n 4 --dist loadfile --no-loadscope-reorder

check:
	@sh packaging/setup.sh test
	@$(PYTHON_IN) -m ruff format --check .
	@$(PYTHON_IN) -m ruff check .
	@$(PYTHON_IN) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON_IN) packaging/translations.py --check

translations: setup
	@$(PYTHON_IN) packaging/translations.py

# Every kill and every failing call instead of the sample in `make test`; ends in a table.
crashtest:
	@sh packaging/setup.sh test
	@MOODLARK_CRASHTEST=1 MOODLARK_KILLS=20 MOODLARK_SCAN_RUNS=300 QT_QPA_PLATFORM=offscreen \
		$(PYTHON_IN) -m pytest tests/store tests/e2e/test_kill.py tests/jobs/test_scan_property.py

# 6,000 damaged files instead of the 300 of `make test`; real ones too, where MOODLARK_SHARED_DATA has some.
fuzz:
	@sh packaging/setup.sh test
	@MOODLARK_FUZZ=$${MOODLARK_FUZZ:-6000} $(PYTHON_IN) -m pytest -s tests/library/test_fuzz.py

# MOODLARK_SOAK_S seconds of music (twenty minutes; up to an hour) while the program scans, listens, saves, compacts
# and repaints, instead of the two minutes of `make test`; ends in a table.
soak:
	@sh packaging/setup.sh test
	@MOODLARK_SOAK_S=$${MOODLARK_SOAK_S:-1200} QT_QPA_PLATFORM=offscreen $(PYTHON_IN) -m pytest -s tests/audio/test_endurance.py

# PYTHONPATH: the program of this checkout, not the copy that lies installed in .venv.
screenshots:
	@sh packaging/setup.sh screenshots
	@PYTHONPATH=. QT_QPA_PLATFORM=offscreen $(PYTHON_IN) packaging/screenshots.py

# WITHOUT_ARTISTS=1 leaves out what was learned from data for non-commercial use (docs/COLISTENING.md).
freeze: export WITHOUT_ARTISTS := $(WITHOUT_ARTISTS)
freeze:
	@sh packaging/setup.sh freeze
	@sh packaging/freeze.sh

clean:
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find player tests packaging resources -name __pycache__ -type d -prune -exec rm -rf {} +
