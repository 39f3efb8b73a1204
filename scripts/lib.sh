# shellcheck shell=sh
# shellcheck disable=SC2034 # the scripts that source it use its variables
# Shared by the scripts here: where the project is, which Java runs it, whether it is built.
# Sourced, not run. Needs $0 to be a script in this folder.

scripts_dir=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
project_dir=$(dirname -- "$scripts_dir")

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

# Prints the home of a JDK 25: JAVA_HOME, the java on the PATH, or one of the usual places.
find_jdk25() {
  path_java=$(command -v java 2>/dev/null || true)
  if [ -n "$path_java" ]; then
    path_java=$(dirname -- "$(dirname -- "$(readlink -f -- "$path_java" 2>/dev/null || echo "$path_java")")")
  fi
  for home in "${JAVA_HOME:-}" "$path_java" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# Sets java to the path of a JDK 25's java, or ends with one line that says what to install.
need_java() {
  jdk=$(find_jdk25) || die "ddns53 needs a JDK 25: install one, for example Temurin 25 (package temurin-25-jdk), or point JAVA_HOME at it"
  java=$jdk/bin/java
}

built_mark=$project_dir/cli/target/ddns53.jar

# Whether a source or a pom is newer than what was built of it.
is_stale() {
  [ -f "$built_mark" ] || return 0
  newer=$(cd "$project_dir" &&
    find pom.xml function/pom.xml emulator/pom.xml local/pom.xml cli/pom.xml \
      function/src/main emulator/src/main local/src/main cli/src/main \
      -type f -newer "$built_mark" | head -n 1)
  [ -n "$newer" ]
}

# Builds the command unless it is up to date.
build_if_needed() {
  is_stale || return 0
  command -v mvn >/dev/null 2>&1 || die "ddns53 needs Maven to build itself: install it, for example the package maven"
  say "building (the first time it takes a few minutes)"
  log=$project_dir/target/build.log
  mkdir -p "$project_dir/target"
  if ! (cd "$project_dir" && mvn -B -ntp -pl cli -am -Dmaven.test.skip=true package >"$log" 2>&1); then
    tail -n 30 "$log" >&2
    die "the build failed; all of its output is in $log"
  fi
  touch "$built_mark"
}
