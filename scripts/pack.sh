# shellcheck shell=sh
# shellcheck disable=SC2154 # lib.sh sets scripts_dir and project_dir
# Shared by what packs the client: a tree of what is installed, and archives that are the same each time.
# Sourced, not run. Sets work (a folder that goes at the end) and stamp (the time of all files, in epoch seconds).

work=''

cleanup() { [ -z "$work" ] || rm -rf "$work"; }

client_version() { sed -n 's/^client_version=//p' "$scripts_dir/ddns53-client"; }

start_work() {
  trap cleanup EXIT
  trap 'exit 1' INT TERM
  work=$(mktemp -d)
  chmod 755 "$work"
  mkdir "$work/root"
  stamp=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$scripts_dir/ddns53-client")}
  umask 022
}

# Prints the absolute path of a file in the folder $1, or in target/ where that is empty.
place() {
  mkdir -p "${1:-$project_dir/target}"
  printf '%s/%s\n' "$(cd "${1:-$project_dir/target}" && pwd)" "$2"
}

# Files below /etc that a person may have changed.
conffiles() { (cd "$work/root" && find etc -type f | sed 's,^,/,' | LC_ALL=C sort); }

# Packs what stands behind the file's name, all of it root's.
tar_of() {
  tar_file=$1
  shift
  tar --format=gnu --owner=root:0 --group=root:0 --sort=name --mtime="@$stamp" -cf - "$@" | gzip -9n >"$tar_file"
}
