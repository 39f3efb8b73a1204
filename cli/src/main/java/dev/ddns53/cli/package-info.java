/** Placeholder. */
@NullMarked
package dev.ddns53.cli;

import org.jspecify.annotations.NullMarked;
