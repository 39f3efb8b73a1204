/** JSON read strictly: no unknown field, no repeated field, no surprise. */
@NullMarked
package dev.ddns53.core.json;

import org.jspecify.annotations.NullMarked;
