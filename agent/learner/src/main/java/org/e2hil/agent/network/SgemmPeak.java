package org.e2hil.agent.network;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's sgemm on large matrices, one product on each thread: what this processor can do. */
@API(status = API.Status.INTERNAL)
public final class SgemmPeak implements AutoCloseable {

  private static final int SIZE = 2048;

  private final BatchWorkers workers;
  private final List<INDArray> left = new ArrayList<>();
  private final List<INDArray> right = new ArrayList<>();
  private final List<INDArray> product = new ArrayList<>();

  /** Makes the matrices. */
  public SgemmPeak(int threads) {
    NativeLibrary.start();
    openblas_nolapack.blas_set_num_threads(1);
    workers = new BatchWorkers(threads);
    for (int i = 0; i < threads; i++) {
      left.add(Nd4j.rand(DataType.FLOAT, SIZE, SIZE));
      right.add(Nd4j.rand(DataType.FLOAT, SIZE, SIZE));
      product.add(Nd4j.create(DataType.FLOAT, new long[] {SIZE, SIZE}, 'f'));
    }
  }

  /** Multiplies once on each thread. */
  public void run() {
    workers.run(
        left.size(),
        (unit, worker) ->
            Nd4j.gemm(left.get(unit), right.get(unit), product.get(unit), false, false, 1, 0));
  }

  /** Floating-point operations of {@link #run}. */
  public double operations() {
    return 2.0 * SIZE * SIZE * SIZE * left.size();
  }

  @Override
  public void close() {
    workers.close();
    for (List<INDArray> matrices : List.of(left, right, product)) {
      matrices.forEach(INDArray::close);
    }
  }
}
