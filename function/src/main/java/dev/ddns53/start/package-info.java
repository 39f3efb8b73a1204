/** What makes a restored instance quick: work that is done before a snapshot is taken of it. */
@NullMarked
package dev.ddns53.start;

import org.jspecify.annotations.NullMarked;
