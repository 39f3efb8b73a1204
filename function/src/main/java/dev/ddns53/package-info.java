/** Placeholder. */
@NullMarked
package dev.ddns53;

import org.jspecify.annotations.NullMarked;
