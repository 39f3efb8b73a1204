/** The one adapter that is not of AWS: probes over TCP and HTTP. */
@NullMarked
package dev.ddns53.net;

import org.jspecify.annotations.NullMarked;
