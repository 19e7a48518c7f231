// The command line of `tinybrain compress`.
#include "base/messages/cli_help.h"
#include "base/messages/home_compress.h"
#include "home/parse.h"

namespace tinybrain::home {

void add_compress_command(CLI::App& app, Options& o) {
  using cli::text;
  CLI::App& compress = add_command(app, "compress", msg::kHelpCompress, o);
  const std::string group = text(msg::kGroupCommand);
  const auto option = [&](const char* name, auto& value, const Message& help, const char* type) {
    return compress.add_option(name, value, text(help))->type_name(type)->group(group);
  };
  constexpr int kMost = 1 << 24;
  compress.add_option("model", o.model, text(msg::kArgCompress))->required()->type_name("");
  option("-o,--output", o.output, msg::kOptCompressOutput, "FILE")->required();
  option("--budget", o.compress.budget, msg::kOptBudget, "SIZE");
  option("--latency", o.compress.latency, msg::kOptCompressLatency, "TIME");
  option("--text", o.compress.text, msg::kOptCompressText, "FILE|self");
  option("--eval", o.compress.eval, msg::kOptCompressEval, "FILE");
  option("--type", o.compress.type, msg::kOptCompressType, "TYPE");
  option("--vocabulary", o.compress.vocabulary, msg::kOptCompressVocabulary, "N")
      ->check(cli::within(1, kMost));
  option("--ffn", o.compress.ffn, msg::kOptCompressFfn, "N")->check(cli::within(1, kMost));
  option("--layers-less", o.compress.layers_less, msg::kOptCompressLayers, "N")
      ->check(cli::within(1, kMost));
  option("--prune", o.compress.prune, msg::kOptCompressPrune, "METHOD");
  compress.add_flag("--force", o.force, text(msg::kOptForce))->group(group);
  option("-t,--threads", o.threads, msg::kOptThreads, "N")->check(cli::within(0, 4096));
  option("--weights", o.weights, msg::kOptWeights, "DIR");
  compress.footer(text(msg::kHelpCompressSearch));
}

}  // namespace tinybrain::home
