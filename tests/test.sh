#!/usr/bin/env bash
# Runs every test project; `./civic test NAME...` runs only those whose name contains one of the words.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
mkdir -p artifacts/test
began=$SECONDS

# What a program is looked for by, and the Debian package that brings it.
install_missing() {
  local missing=()
  while read -r probe package; do
    [ -e "$probe" ] || command -v "$probe" >/dev/null || missing+=("$package")
  done <<'TOOLS'
pdfsig poppler-utils
qpdf qpdf
mutool mupdf-tools
zbarimg zbar-tools
chromium chromium
certutil libnss3-tools
javac default-jdk-headless
/usr/share/java/pdfbox2.jar libpdfbox2-java
/usr/share/java/bcpkix.jar libbcpkix-java
softhsm2-util softhsm2
pkcs11-tool opensc
/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so libengine-pkcs11-openssl
/usr/lib/postgresql/15/bin/initdb postgresql-15
TOOLS
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing ${missing[*]}"
  local sudo=; [ "$(id -u)" -eq 0 ] || sudo=sudo
  { $sudo apt-get update && DEBIAN_FRONTEND=noninteractive \
      $sudo apt-get install -y --no-install-recommends "${missing[@]}"; } >artifacts/test/apt.log 2>&1 \
    || { tail -5 artifacts/test/apt.log >&2
         echo "The tests need ${missing[*]}; install them with: apt-get install -y ${missing[*]}" >&2; fail; }
}

fail() { echo "0 passed, 1 failed"; exit 1; }

install_missing
echo "Building"
CIVIC_LOCKED=1 dotnet restore Civic.sln -v q >artifacts/test/restore.log 2>&1 \
  || { cat artifacts/test/restore.log >&2; fail; }
dotnet build Civic.sln -c Release --no-restore -v q -clp:NoSummary >artifacts/test/build.log 2>&1 \
  || { grep -E 'error' artifacts/test/build.log | sort -u | head -20 >&2; fail; }
echo "Built after $((SECONDS - began)) s"

passed=0 failed=0
# One project at a time: each uses the cores for itself, and none waits for another's database or browser.
for project in tests/*.Tests; do
  name=$(basename "$project")
  if [ $# -gt 0 ]; then
    wanted=0; for word in "$@"; do case "$name" in *"$word"*) wanted=1 ;; esac; done
    [ "$wanted" -eq 1 ] || continue
  fi
  started=$SECONDS
  log=artifacts/test/$name.log
  dotnet "$project/bin/Release/net10.0/Civic.$name.dll" -noLogo -noColor >"$log" 2>&1
  code=$?
  summary=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -1)
  if [ -z "$summary" ]; then
    tail -20 "$log"
    failed=$((failed + 1))
    echo "$name: ended with $code and no result"
    continue
  fi
  read -r total errors wrong skipped < <(grep -oE '[0-9]+' <<<"$summary" | tr '\n' ' ')
  bad=$((wrong + errors))
  [ "$bad" -eq 0 ] && [ "$code" -ne 0 ] && [ "$total" -gt 0 ] && bad=1
  passed=$((passed + total - wrong - skipped))
  failed=$((failed + bad))
  [ "$bad" -eq 0 ] || grep -vE '^ *(Discover|Starting|Finished)' "$log" | tail -200
  echo "$name: $((total - wrong - skipped)) passed, $bad failed, $skipped skipped, $((SECONDS - started)) s"
done

echo "All after $((SECONDS - began)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
