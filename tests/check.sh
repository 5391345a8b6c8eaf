#!/usr/bin/env bash
# Format, analyzers (warnings are errors) and secrets.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
mkdir -p artifacts/test
result=0

CIVIC_LOCKED=1 dotnet restore Civic.sln -v q >artifacts/test/restore.log 2>&1 \
  || { cat artifacts/test/restore.log >&2; exit 1; }
if dotnet build Civic.sln -c Release --no-restore -v q -clp:NoSummary >artifacts/test/check-build.log 2>&1; then
  echo "analyzers: good"
else
  grep -E 'error|warning' artifacts/test/check-build.log | sort -u | head -40 >&2
  echo "analyzers: see above"; result=1
fi

# The build above has run the style and quality analyzers; what is left of the format is white space.
if dotnet format whitespace Civic.sln --no-restore --verify-no-changes >artifacts/test/format.log 2>&1; then
  echo "format: good"
else
  grep -E 'error' artifacts/test/format.log | sort -u | head -40 >&2
  echo "format: run 'dotnet format whitespace Civic.sln'"; result=1
fi

# Keys are made on the first run and never stand in the repository.
files() { git ls-files 2>/dev/null || find . -type f -not -path '*/node_modules/*' -not -path '*/bin/*' -not -path '*/obj/*'; }
secrets=$(files | grep -vE '^(\./)?tests/check\.sh$' | tr '\n' '\0' | xargs -0 grep -IlE \
  -e '-----BEGIN ([A-Z]+ )?PRIVATE KEY-----' -e '"d" ?: ?"[A-Za-z0-9_-]{40,}"' -e 'AKIA[0-9A-Z]{16}' \
  -e '(ghp|gho|github_pat)_[A-Za-z0-9_]{30,}' -e 'xox[abp]-[0-9A-Za-z-]{20,}' \
  -e '[Pp]assword=[^;"'"'"' {$<]{4,}' 2>/dev/null || true)
if [ -z "$secrets" ]; then
  echo "secrets: none"
else
  echo "secrets: these files look as if they hold one: $secrets"; result=1
fi
exit $result
