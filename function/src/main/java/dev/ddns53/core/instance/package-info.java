/** EC2 instances as EC2 describes them, and which of them a site is. Pure. */
@NullMarked
package dev.ddns53.core.instance;

import org.jspecify.annotations.NullMarked;
