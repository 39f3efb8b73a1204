/** Secrets: the master key, the keys of sites, and the files that hold them. */
@NullMarked
package dev.ddns53.cli.keys;

import org.jspecify.annotations.NullMarked;
