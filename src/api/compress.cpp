// The C interface: smaller files. Apart from building, so that a program that only builds has nothing of it.
#include "api/api.h"
#include "build/smaller.h"

using namespace tinybrain;
using namespace tinybrain::api;

tb_status tb_compress(const char* input, const char* output, const char* options, int32_t threads,
                      tb_event_fn event, void* user, char** measures) {
  return guarded([&] {
    require(input, "input");
    require(output, "output");
    require(options, "options");
    SmallerProgress progress;
    if (event) progress = [=](const Json& j) { return event(user, j.dump().c_str()) == 0; };
    const Json found = make_smaller(input, output, Json::parse(options),
                                    static_cast<size_t>(std::max(0, threads)), progress);
    if (measures) *measures = copy(found.dump());
  });
}
