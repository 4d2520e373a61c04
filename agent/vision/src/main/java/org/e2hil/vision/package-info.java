/** Seeing with networks that others trained: any ONNX file as an encoder of pictures. */
package org.e2hil.vision;
