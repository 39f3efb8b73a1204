/** One entry class per trigger: translate the event, call, translate the answer. No policy. */
@NullMarked
package dev.ddns53.handler;

import org.jspecify.annotations.NullMarked;
