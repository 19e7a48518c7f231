// tinybrain complete: continues a plain text, without a chat template.
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/interrupt.h"
#include "cli/output.h"

namespace tinybrain::cli {

int run_complete(const Options& options) {
  const std::string prompt = text_argument(options, msg::kNoPrompt);
  tb::Model model = open_model(options);
  const std::unique_ptr<tb::Model> draft = open_draft(options);
  tb::Session session = open_session(model, options, draft.get());
  const OnInterrupt stop([&] { session.cancel(); });
  if (options.echo && !options.json) print(prompt);
  ReplyWriter writer(options);
  const tb::Reply reply = session.complete(prompt, sampling_of(options), writer, options.special);
  writer.finish(reply);
  save_session(session, options);
  return reply.finish == TB_FINISH_CANCELLED ? kExitInterrupt : 0;
}

}  // namespace tinybrain::cli
