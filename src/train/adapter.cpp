#include "train/adapter.h"

#include "base/error.h"

namespace tinybrain {

Adapter adapter_of(Network& network) {
  Adapter adapter;
  adapter.architecture = network.config().architecture;
  for (const auto& [name, layer] : network.adapted()) {
    const Parameter &a = *layer->adapter->a, &b = *layer->adapter->b;
    adapter.add({name,
                 b.n,
                 a.k,
                 a.n,
                 {a.values(), a.values() + a.size()},
                 {b.values(), b.values() + b.size()}},
                layer->adapter->scale);
  }
  TB_ASSERT(!adapter.matrices.empty());
  return adapter;
}

}  // namespace tinybrain
