/** How commands find a local instance that runs. */
@NullMarked
package dev.ddns53.instance;

import org.jspecify.annotations.NullMarked;
