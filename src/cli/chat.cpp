// tinybrain chat: a conversation. Ctrl-C stops the answer, not the chat; Ctrl-D leaves. Without a
// terminal it answers each line of standard input, so it can stand in a pipe.
#include <optional>

#include "base/file.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/interrupt.h"
#include "cli/line_editor.h"
#include "cli/output.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

class Chat {
 public:
  explicit Chat(const Options& options)
      : options_(options),
        model_(open_model(options)),
        draft_(open_draft(options)),
        session_(open_session(model_, options, draft_.get())),
        editor_(options.history ? default_history_file() : std::string()),
        sampling_(sampling_of(options)) {
    set_system(options.system);
    chat_options_.template_name = options.template_name;
  }

  int run() {
    if (input_is_terminal()) note(text(msg::kChatHello));
    // On a terminal a Ctrl-C that falls between an answer and the next prompt must not end the chat.
    std::optional<OnInterrupt> stay;
    if (input_is_terminal()) stay.emplace([] {});
    std::string typed;
    while (read(typed)) {
      if (typed.empty()) continue;
      if (typed[0] == '/') {
        if (!command(typed)) break;
      } else {
        say(typed);
      }
    }
    save_session(session_, options_);
    return 0;
  }

 private:
  // One message, which may be several lines: a line that ends in a backslash goes on, and """
  // begins and ends a block. False when the user leaves.
  bool read(std::string& message) {
    forget_interrupt();
    message.clear();
    bool block = false;
    for (std::string line;;) {
      const bool first = message.empty() && !block;
      const auto result = editor_.read(prompt(first), line);
      if (result == LineEditor::Result::end) return !message.empty() && !input_is_terminal();
      if (result == LineEditor::Result::interrupted) {
        message.clear();
        return true;
      }
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (first && line.rfind("\"\"\"", 0) == 0) {
        block = true;
        line.erase(0, 3);
        if (line.empty()) continue;
      }
      if (block) {
        const bool ends = line.size() >= 3 && line.compare(line.size() - 3, 3, "\"\"\"") == 0;
        if (ends) line.resize(line.size() - 3);
        message += line;
        if (ends) break;
        message += '\n';
      } else if (!line.empty() && line.back() == '\\') {
        line.back() = '\n';
        message += line;
      } else {
        message += line;
        break;
      }
    }
    while (!message.empty() && message.back() == '\n') message.pop_back();
    if (message.find('\n') == std::string::npos) editor_.remember(message);
    return true;
  }

  std::string prompt(bool first) const { return first ? "> " : ". "; }

  void say(const std::string& typed) {
    messages_.push_back({"user", typed});
    answer();
  }

  void answer() {
    forget_interrupt();
    const OnInterrupt stop([this] { session_.cancel(); });
    ReplyWriter writer(options_);
    try {
      last_ = session_.chat(messages_, sampling_, writer, chat_options_);
    } catch (const tb::Exception& e) {
      // The conversation goes on without the message that could not be answered.
      messages_.pop_back();
      if (options_.json || e.status() == TB_INTERNAL || e.status() == TB_NO_MEMORY) throw;
      warn(e.what());
      return;
    }
    writer.finish(last_);
    messages_.push_back({"assistant", last_.text});
    if (last_.finish == TB_FINISH_CANCELLED && !options_.json) note(text(msg::kAnswerStopped));
  }

  // False to leave.
  bool command(const std::string& typed) {
    const size_t space = typed.find(' ');
    const std::string name = typed.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : typed.substr(space + 1);
    if (name == "/quit" || name == "/exit") return false;
    if (name == "/help") {
      warn(text(msg::kChatHelp));
    } else if (name == "/reset") {
      messages_.resize(has_system() ? 1 : 0);
      session_.reset();
      note(text(msg::kChatReset));
    } else if (name == "/system") {
      set_system(rest);
      note(text(rest.empty() ? msg::kSystemGone : msg::kSystemSet));
    } else if (name == "/undo") {
      note(text(undo() ? msg::kUndone : msg::kNothingToUndo));
    } else if (name == "/retry") {
      retry();
    } else if (name == "/save") {
      save(rest);
    } else if (name == "/stats") {
      warn(stats_line(last_));
    } else {
      warn(text(msg::kUnknownChatCommand, name));
    }
    return true;
  }

  bool has_system() const { return !messages_.empty() && messages_[0].role == "system"; }

  void set_system(const std::string& content) {
    if (has_system()) messages_.erase(messages_.begin());
    if (!content.empty()) messages_.insert(messages_.begin(), {"system", content});
  }

  // Takes back the last question and its answer.
  bool undo() {
    while (!messages_.empty() && messages_.back().role == "assistant") messages_.pop_back();
    if (messages_.empty() || messages_.back().role != "user") return false;
    messages_.pop_back();
    return true;
  }

  void retry() {
    if (messages_.empty() || messages_.back().role != "assistant") {
      warn(text(msg::kNothingToRetry));
      return;
    }
    messages_.pop_back();
    ++sampling_.seed;  // the same seed would give the same answer
    answer();
  }

  // JSON messages when the name says so, else Markdown. Whole or not at all.
  void save(const std::string& path) {
    if (path.empty()) return warn(text(msg::kSaveWhere));
    std::string content;
    if (path.size() > 5 && path.compare(path.size() - 5, 5, ".json") == 0) {
      Json all{Json::Array{}};
      for (const tb::Message& m : messages_) {
        Json one;
        one.set("role", m.role);
        one.set("content", m.content);
        all.push(std::move(one));
      }
      content = all.dump(2) + "\n";
    } else {
      for (const tb::Message& m : messages_)
        content += "## " + m.role + "\n\n" + m.content + "\n\n";
    }
    try {
      AtomicFile file(path);
      file.write(content);
      file.commit();
      note(text(msg::kSaved, path));
    } catch (const Error& e) {
      warn(e.message(language()));
    }
  }

  const Options& options_;
  tb::Model model_;
  std::unique_ptr<tb::Model> draft_;
  tb::Session session_;
  LineEditor editor_;
  tb::Sampling sampling_;
  tb::ChatOptions chat_options_;
  std::vector<tb::Message> messages_;
  tb::Reply last_;
};

}  // namespace

int run_chat(const Options& options) { return Chat(options).run(); }

}  // namespace tinybrain::cli
