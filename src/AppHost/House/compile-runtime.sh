#!/usr/bin/env bash
# Lays out a copy of the installed runtime whose libraries are compiled together, as one image. The installed ones are
# compiled each by itself, so that what one makes of another's generic types (a dictionary of its own keys, a state
# machine of its own) is left to the just-in-time compiler of each of ten processes, at every start.
set -eu
compiler=$1
installed=$2 # the folder that holds the program dotnet
target=$3    # made anew unless it is of the same version and inputs already
shift 3      # then the names of libraries that hosts bring in another version

frameworks=(Microsoft.NETCore.App Microsoft.AspNetCore.App)
newest() { find "$installed/shared/$1" -maxdepth 1 -name '10.*' | sort -V | tail -1; }
version="$(basename "$(newest Microsoft.NETCore.App)") without $*"
[ "$(cat "$target/version" 2>/dev/null)" = "$version" ] && exit 0

rm -rf "$target" "$target.new"
mkdir -p "$target.new/shared"
cp -r "$installed/dotnet" "$installed/host" "$target.new/"
references=()
inputs=()
for framework in "${frameworks[@]}"; do
  from=$(newest "$framework")
  mkdir -p "$target.new/shared/$framework"
  cp -r "$from" "$target.new/shared/$framework/"
  references+=(-r "$from/*.dll")
  for library in "$from"/*.dll; do
    name=$(basename "$library")
    # The runtime refuses an image when a process loads another version of a library that it holds or refers to.
    for replaced in "$@"; do
      grep -qF "${replaced%.dll}" "$library" && continue 2
    done
    case $name in
      # Large, and hardly used before a host is ready.
      Microsoft.VisualBasic*|System.Private.Xml*|System.Private.DataContract*|System.Data.*|System.Linq.Expressions*) ;;
      Microsoft.AspNetCore.Components*|Microsoft.AspNetCore.SignalR*|Microsoft.JSInterop*|System.Linq.Parallel*) ;;
      *.Native.dll) ;;
      *) inputs+=("$library") ;;
    esac
  done
done

image=house.r2r.dll
compiled=$target.new/compiled
mkdir "$compiled"
"$compiler" "${inputs[@]}" -o "$compiled/$image" --composite --inputbubble "${references[@]}" \
  --targetos linux --targetarch x64 -O >"$target.log" 2>&1
for framework in "${frameworks[@]}"; do
  folder=$(find "$target.new/shared/$framework" -mindepth 1 -maxdepth 1)
  for library in "$compiled"/*.dll; do
    if [ -f "$folder/$(basename "$library")" ]; then
      cp "$library" "$folder/"
    fi
  done
  # Each framework looks for the image beside its own libraries; one file in memory serves both.
  ln "$compiled/$image" "$folder/$image"
done
rm -rf "$compiled"
echo "$version" >"$target.new/version"
mv "$target.new" "$target"
