#include "server/options.h"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "base/messages/server.h"
#include "server/text.h"

namespace tinybrain::server {
namespace {

tb_kv_type kv_type(const std::string& name) {
  if (name == "q8_0") return TB_KV_Q8_0;
  if (name == "q4_0") return TB_KV_Q4_0;
  return name == "f32" ? TB_KV_F32 : TB_KV_F16;
}

template <class T>
CLI::Option* add(CLI::App& app, const char* name, const char* type, T& target,
                 const Message& help) {
  return app.add_option(name, target, text(help))
      ->type_name(type)
      ->capture_default_str()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_list(CLI::App& app, const char* name, const char* type, std::vector<std::string>& target,
              const Message& help) {
  app.add_option(name, target, text(help))->type_name(type)->allow_extra_args(false)->take_all();
}

// "NAME=PATH" or "MODEL:NAME=PATH".
AdapterOption adapter_of(const std::string& given) {
  const size_t equals = given.find('=');
  if (equals == std::string::npos || equals + 1 == given.size())
    throw Error(Code::bad_argument, msg::kBadAdapterOption, given);
  AdapterOption a;
  a.path = given.substr(equals + 1);
  a.name = given.substr(0, equals);
  if (const size_t colon = a.name.rfind(':'); colon != std::string::npos) {
    a.model = a.name.substr(0, colon);
    a.name.erase(0, colon + 1);
    if (a.model.empty()) a.name.clear();
  }
  if (a.name.empty()) throw Error(Code::bad_argument, msg::kBadAdapterOption, given);
  return a;
}

// Another address than this machine's own demands a key.
void require_key(const Options& o) {
  if (!is_loopback(o.guard.host) && o.guard.key.empty())
    throw Error(Code::bad_argument, msg::kNeedsKey, o.guard.host);
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options o;
  o.guard.port = 8484;
  std::string lang, kv = "f16";
  bool version = false;
  CLI::App app(text(msg::kServerHelp), "tinybrain-server");
  static_cast<CLI::Formatter&>(*app.get_formatter()).column_width(34);
  app.set_help_flag("-h,--help", text(msg::kServerOptHelp));
  app.add_flag("-V,--version", version, text(msg::kServerOptVersion));
  app.add_option("--lang", lang, text(msg::kServerOptLang))
      ->type_name("LANG")
      ->check(CLI::IsMember({"en", "ko"}));
  add_list(app, "-m,--model", "MODEL", o.models, msg::kServerOptModel);
  std::vector<std::string> adapters;
  add_list(app, "--adapter", "NAME=PATH", adapters, msg::kServerOptAdapter);
  add(app, "-t,--threads", "N", o.model.threads, msg::kServerOptThreads)
      ->check(CLI::Range(0, 4096));
  tb_session_options& session = o.model.pool.session;
  add(app, "-c,--ctx", "N", session.context, msg::kServerOptContext)->check(CLI::Range(0, 1 << 24));
  add(app, "--kv", "TYPE", kv, msg::kServerOptKv)
      ->check(CLI::IsMember({"f16", "q8_0", "q4_0", "f32"}));
  add(app, "--template", "NAME", o.model.template_name, msg::kServerOptTemplate);
  add(app, "-n,--max-tokens", "N", o.model.max_tokens, msg::kServerOptMaxTokens)
      ->check(CLI::Range(1, 1 << 24));
  add(app, "--host", "ADDRESS", o.guard.host, msg::kServerOptHost);
  add(app, "--port", "N", o.guard.port, msg::kServerOptPort)->check(CLI::Range(0, 65535));
  add(app, "--parallel", "N", o.model.pool.parallel, msg::kServerOptParallel)
      ->check(CLI::Range(1, 64));
  add(app, "--queue", "N", o.model.pool.queue, msg::kServerOptQueue)->check(CLI::Range(0, 256));
  app.add_option("--seed-brain", o.seed_brain, text(msg::kServerOptSeed))->type_name("BRAIN");
  app.add_option("--home", o.home, text(msg::kServerOptHome))->type_name("DIR");
  app.add_flag("--no-pull", o.no_pull, text(msg::kServerOptNoPull));
  app.add_option("--api-key", o.guard.key, text(msg::kServerOptKey))->type_name("KEY");
  add_list(app, "--allow-host", "NAME", o.guard.allow_hosts, msg::kServerOptAllowHost);
  add_list(app, "--allow-origin", "URL", o.guard.allow_origins, msg::kServerOptAllowOrigin);
  app.add_flag("--sealed", o.sealed, text(msg::kServerOptSealed));
  app.add_option("--tls-cert", o.tls_certificate, text(msg::kServerOptTlsCertificate))
      ->type_name("FILE");
  app.add_option("--tls-key", o.tls_key, text(msg::kServerOptTlsKey))->type_name("FILE");
  add(app, "--learn-every", "S", o.learn_every, msg::kServerOptLearnEvery)
      ->check(CLI::Range(0, 1 << 24));
  add(app, "--grace", "S", o.grace, msg::kServerOptGrace)->check(CLI::Range(0, 600));
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    o.page = app.help();
    return o;
  } catch (const CLI::ParseError& e) {
    throw Error(Code::bad_argument, msg::kBadOption, std::string(e.what()));
  }
  if (version) {
    o.page = std::string(tb_version()) + "\n";
    return o;
  }
  session.kv_type = kv_type(kv);
  const char* key = std::getenv("TINYBRAIN_API_KEY");
  if (o.guard.key.empty() && key) o.guard.key = key;
  for (const std::string& given : adapters) o.adapters.push_back(adapter_of(given));
  if (o.tls_certificate.empty() != o.tls_key.empty())
    throw Error(Code::bad_argument, msg::kTlsNeedsBoth);
  o.guard.tls = !o.tls_key.empty();
  if (o.models.empty()) throw Error(Code::bad_argument, msg::kNoModelGiven);
  require_key(o);
  return o;
}

}  // namespace tinybrain::server
