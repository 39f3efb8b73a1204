/** How an operator lets the re-check run, and reads what it found. */
@NullMarked
package dev.ddns53.cli.recheck;

import org.jspecify.annotations.NullMarked;
