/**
 * The network that is seen with where a scenario names none: where it comes from, how it is kept.
 */
package org.e2hil.vision.backbone;
