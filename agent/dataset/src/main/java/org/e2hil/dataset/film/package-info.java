/** Films by ffmpeg: encoding and decoding. */
package org.e2hil.dataset.film;
