/** AWS on one machine: Route 53 and SSM over their wire protocols, DynamoDB Local, and DNS. */
@NullMarked
package dev.ddns53.emulator;

import org.jspecify.annotations.NullMarked;
