/**
 * What every arm on a bus has in common, whatever its protocol: a thread that streams limited
 * set-points and holds the arm whatever happens to its caller, watchdogs, a latched stop, and an
 * end that never drops it.
 */
package org.e2hil.hardware.stream;
