#include "train/adapter.h"

#include "base/error.h"

namespace tinybrain {

Adapter adapter_of(Network& network) {
  Adapter adapter;
  adapter.architecture = network.config().architecture;
  for (const auto& [name, layer] : network.adapted()) {
    const LowRank& from = *layer->adapter;
    AdapterMatrix m{name, from.b->n, from.a->k, from.a->n, {}, {}, {}};
    m.a.assign(from.a->values(), from.a->values() + from.a->size());
    m.b.assign(from.b->values(), from.b->values() + from.b->size());
    if (const Parameter* p = from.magnitude)
      m.magnitude.assign(p->values(), p->values() + p->size());
    adapter.add(std::move(m), from.scale);
  }
  TB_ASSERT(!adapter.matrices.empty());
  return adapter;
}

}  // namespace tinybrain
