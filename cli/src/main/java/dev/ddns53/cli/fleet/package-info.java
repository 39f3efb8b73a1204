/** The operator's file, and what it changes in the registry. */
@NullMarked
package dev.ddns53.cli.fleet;

import org.jspecify.annotations.NullMarked;
