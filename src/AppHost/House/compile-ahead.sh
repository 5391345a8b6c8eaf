#!/usr/bin/env bash
# Compiles what the hosts load to machine code before they start, so that ten processes on two cores don't spend their
# first seconds in the just-in-time compiler. Each library is compiled once, known by its content, and the hosts are
# laid out beside the ordinary build, which stays as it is. Without the compiler the hosts start from that build.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
version=$(grep -oP 'crossgen2\.linux-x64" Version="\[\K[^]]+' "$root/src/AppHost/AppHost.csproj")
compiler=${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.crossgen2.linux-x64/$version/tools/crossgen2
[ -x "$compiler" ] || { echo "compile-ahead: no compiler for this machine; hosts start a little slower." >&2; exit 0; }

dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
frameworks=()
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  newest=$(find "$dotnet_root/shared/$framework" -maxdepth 1 -name '10.*' | sort -V | tail -1)
  frameworks+=(-r "$newest/*.dll")
done
cache=$root/artifacts/ahead
mkdir -p "$cache"

compile() { # source, result
  "$compiler" "$1" -o "$2.$$" "${frameworks[@]}" -r "$(dirname "$1")/*.dll" --targetos linux --targetarch x64 -O \
    >"$2.log" 2>&1 && mv "$2.$$" "$2" || cp "$1" "$2"
}

hosts=(src/{AppHost,IdentityBridge,JudicialRecords,HealthRecord,Signing}
  mocks/{Vneid,NationalRegisters,NationalPortal,Payments,Messages,TrustServices})
replaced=()
for host in "${hosts[@]}"; do
  for library in "$root/$host"/bin/Release/net10.0/*.dll; do
    name=$(basename "$library")
    if compgen -G "$dotnet_root/shared/*/10.*/$name" >/dev/null && [[ " ${replaced[*]} " != *" $name "* ]]; then
      replaced+=("$name")
    fi
  done
done
"$root/src/AppHost/House/compile-runtime.sh" "$compiler" "$dotnet_root" "$root/artifacts/runtime" "${replaced[@]}" \
  || echo "compile-ahead: the runtime could not be compiled as one image; hosts start a little slower." >&2

declare -A planned=()
for host in "${hosts[@]}"; do
  for library in "$root/$host"/bin/Release/net10.0/*.dll; do
    name=$(sha256sum "$library" | cut -c1-32)
    if [ -z "${planned[$name]:-}" ] && [ ! -f "$cache/$name.dll" ]; then
      planned[$name]=1
      while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
      compile "$library" "$cache/$name.dll" &
    fi
  done
done
wait

# Linked, not copied: the ten hosts' common libraries are in memory once, and a gigabyte less is written.
for host in "${hosts[@]}"; do
  from=$root/$host/bin/Release/net10.0
  to=$root/artifacts/house/$(basename "$host")
  rm -rf "$to"
  mkdir -p "$to"
  cp -rl "$from/." "$to/"
  for library in "$from"/*.dll; do
    ln -f "$cache/$(sha256sum "$library" | cut -c1-32).dll" "$to/$(basename "$library")"
  done
done
# What is still on its way to the disk would hold up the databases that the hosts make at their first start.
sync -f "$root/artifacts"
