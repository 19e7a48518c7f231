// tinybrain ask: one question, one answer.
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/interrupt.h"
#include "cli/output.h"

namespace tinybrain::cli {

int run_ask(const Options& options) {
  const std::string question = text_argument(options, msg::kNoQuestion);
  tb::Model model = open_model(options);
  const std::unique_ptr<tb::Model> draft = open_draft(options);
  tb::Session session = open_session(model, options, draft.get());
  std::vector<tb::Message> messages;
  if (!options.system.empty()) messages.push_back({"system", options.system});
  messages.push_back({"user", question});
  tb::ChatOptions chat;
  chat.template_name = options.template_name;
  if (options.show_prompt) {
    const std::string prompt = session.chat_prompt(messages, chat);
    if (options.json) {
      Json j;
      j.set("prompt", prompt);
      print_json(j);
    } else {
      print(prompt);
    }
    return 0;
  }
  const OnInterrupt stop([&] { session.cancel(); });
  ReplyWriter writer(options);
  const tb::Reply reply = session.chat(messages, sampling_of(options), writer, chat);
  writer.finish(reply);
  save_session(session, options);
  return reply.finish == TB_FINISH_CANCELLED ? kExitInterrupt : 0;
}

}  // namespace tinybrain::cli
