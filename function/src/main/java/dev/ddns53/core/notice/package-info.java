/** What people are told, and what is kept of a name. */
@NullMarked
package dev.ddns53.core.notice;

import org.jspecify.annotations.NullMarked;
