@NullMarked
package dev.ddns53.start;

import org.jspecify.annotations.NullMarked;
