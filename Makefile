# Everything a person does with this checkout. `make run` alone is enough to see it.

# The first Python that runs and is new enough; a version manager may offer names that do not run.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
TEMPLATES := shebao/agency shebao/site/templates shebao/demo/desk/templates
PORT ?= 8000
AGENCY ?= zhengning
export SHEBAO_HOME ?= $(CURDIR)/data
export PYTHONUTF8 = 1
# Compiled modules and tests are kept between runs, whatever the environment says: reading them anew costs a third of a check.
unexport PYTHONDONTWRITEBYTECODE
# Two processes suit the smallest machine we promise to run on.
JOBS ?= 2

.PHONY: help run setup test check lint format types contracts fast cover bench mutation crash year long lock clean

help:  ## 显示这份说明
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 18

run: setup  ## 准备一切，没有演示县就建一个，然后启动（http://127.0.0.1:8000/）
	@sh scripts/county.sh $(AGENCY)
	@exec $(BIN)/shebao run --port $(PORT)

setup:  ## 建立 .venv，装好依赖和前端文件
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新版本。Debian 12：apt-get install python3 python3-venv"; exit 2; }
	@$(PYTHON) scripts/setup.py

test: setup contracts  ## 全部测试（含 PostgreSQL、浏览器和较慢的测试）
	@$(BIN)/python -m tests.support.postgres $(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

check: setup lint contracts types fast  ## 一分钟内的检查：风格、类型、层次、快速测试

lint:
	@echo "→ 代码风格"
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet || { $(BIN)/ruff format --diff 2>&1 | head -40; echo "排版不一致：请运行 make format"; exit 1; }
	@$(BIN)/djhtml --tabwidth 2 --check $(TEMPLATES) 2>/dev/null || { $(BIN)/djhtml --tabwidth 2 --check $(TEMPLATES) 2>&1 | grep would; echo "模板缩进不一致：请运行 make format"; exit 1; }

format:  ## 由机器排版 Python 和模板
	@$(BIN)/ruff check --quiet --fix --select I
	@$(BIN)/ruff format
	@$(BIN)/djhtml --tabwidth 2 $(TEMPLATES) 2>&1 | tail -1

contracts: | build
	@echo "→ 层次与边界"
	@$(BIN)/lint-imports --no-cache > build/contracts.txt 2>&1 || { cat build/contracts.txt; exit 1; }

types:
	@echo "→ 类型"
	@$(BIN)/mypy --no-error-summary

fast:
	@echo "→ 快速测试"
	@$(BIN)/python scripts/fast_tests.py $(ALL) --jobs $(JOBS)

cover: setup  ## 快速测试没有走到哪里
	@$(BIN)/coverage run -m pytest -q -m "not slow and not postgres and not browser"
	@$(BIN)/coverage report --skip-covered --sort=miss | tail -40

bench: setup  ## 性能测量（与同类并排，打印比值）
	@for file in $$(grep -l '^if __name__' benchmarks/*.py); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

mutation: setup | build  ## 变异测试：改一处规则代码，看测试发不发觉（约十分钟）
	@$(BIN)/python scripts/mutation.py core/arithmetic/exact core/arithmetic/dividing core/arithmetic/trace core/arithmetic/formula core/rules core/columns core/sheet core/wording core/comparison core/catalogue core/policy \
		--ignore=tests/core/policy/test_bad_input.py --ignore=tests/core/policy/test_completeness.py > build/mutation.txt
	@grep noticed build/mutation.txt

crash: setup  ## 在每个提交点、每次经过时杀一次进程（两种数据库，约十五分钟）
	@LONG=1 CRASH_POINTS=all $(BIN)/python -m tests.support.postgres $(BIN)/pytest -n $(JOBS) tests/crash

year: setup  ## 一个县的一年：每种办件经页面办一遍，列出件数和各业务线的合计（约十分钟）
	@$(BIN)/pytest -q -s -n 0 tests/year/test_year.py

long: setup  ## 每次不跑的长测试：法规逐日完整、另一种数据库、更多杀进程和可靠性试验（约二十分钟）
	@LONG=1 $(BIN)/python -m tests.support.postgres $(BIN)/pytest -n $(JOBS) --dist loadfile tests/core/policy/test_completeness.py tests/demo tests/agency/adversary tests/agency/api tests/agency/desk/test_addresses.py tests/browser tests/crash tests/harness tests/year tests/core/evaluation/test_check_samples.py tests/spark

lock:  ## 按 pyproject.toml 重新锁定 Python 依赖（只记版本和摘要，不记地址）
	@sh scripts/lock.sh

clean:  ## 删除虚拟环境和各种缓存（不动 data/）
	rm -rf .venv node_modules build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis shebao/site/static/vendor

build:
	@mkdir -p build
