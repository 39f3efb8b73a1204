/** Why a request is refused, and what its sender does next. */
@NullMarked
package dev.ddns53.core.problem;

import org.jspecify.annotations.NullMarked;
