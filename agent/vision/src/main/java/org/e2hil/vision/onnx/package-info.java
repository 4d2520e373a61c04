/** ONNX files: reading what is in them, cutting them short, and writing them. */
package org.e2hil.vision.onnx;
