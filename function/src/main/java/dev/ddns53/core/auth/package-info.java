/** Who is calling: keys derived from the master key, signatures verified, decided once. */
@NullMarked
package dev.ddns53.core.auth;

import org.jspecify.annotations.NullMarked;
