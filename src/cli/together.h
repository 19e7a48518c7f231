// Several processes of this program that build together, started by mpirun. Present in programs that were configured
// with -DTINYBRAIN_MPI=ON; the others say so when they are started that way.
#pragma once

#include "tinybrain/tinybrain.h"

namespace tinybrain::cli {

class Together {
 public:
  Together();  // Error{unsupported}: started by mpirun, built without MPI
  Together(const Together&) = delete;
  ~Together();
  const tb_peers* peers() const { return peers_.size > 1 ? &peers_ : nullptr; }
  bool first() const { return peers_.rank == 0; }

 private:
  tb_peers peers_{0, 1, nullptr, nullptr};
};

}  // namespace tinybrain::cli
