/** Route 53 over its REST-XML protocol, with its real limits. */
@NullMarked
package dev.ddns53.emulator.route53;

import org.jspecify.annotations.NullMarked;
