/** Does DNS say what it should, is everybody alive, and should another member take over? */
@NullMarked
package dev.ddns53.core.recheck;

import org.jspecify.annotations.NullMarked;
