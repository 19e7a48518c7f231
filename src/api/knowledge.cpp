// The C interface: answers from knowledge.
#include "api/api.h"
#include "build/answers.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_knowledge {
  KnowledgeBrain brain;
  template <class... Args>
  explicit tb_knowledge(Args&&... args) : brain(std::forward<Args>(args)...) {}
};

tb_status tb_knowledge_open(const char* folder, int32_t threads, tb_knowledge** knowledge) {
  return guarded([&] {
    require(folder, "folder");
    require(knowledge, "knowledge");
    *knowledge = nullptr;
    *knowledge = new tb_knowledge(folder, static_cast<size_t>(std::max(0, threads)));
  });
}

void tb_knowledge_close(tb_knowledge* knowledge) { delete knowledge; }

tb_status tb_find(tb_knowledge* knowledge, const char* question, int32_t most, char** found) {
  return guarded([&] {
    require(knowledge, "knowledge");
    require(question, "question");
    require(found, "found");
    const Knowledge& k = knowledge->brain.knowledge();
    const std::vector<Match> matches = k.find(question, static_cast<size_t>(std::max(1, most)));
    Json j, all{Json::Array{}};
    for (const Match& m : matches) {
      const Entry& e = k.entries().all[m.entry];
      Json one;
      one.set("answer", e.answer);
      one.set("text", e.text);
      one.set("heading", e.heading);
      one.set("file", e.file);
      one.set("row", e.row);
      one.set("chance", k.chance(m));
      all.push(std::move(one));
    }
    j.set("known", !matches.empty() && k.knows(matches[0]));
    j.set("found", std::move(all));
    *found = copy(j.dump());
  });
}

tb_status tb_knowledge_evaluate(tb_knowledge* knowledge, const char* data, const char* options,
                                tb_progress_fn progress, void* user, char** measures) {
  return guarded([&] {
    require(knowledge, "knowledge");
    require(data, "data");
    require(measures, "measures");
    const Json o = options ? Json::parse(options) : Json();
    ReadOptions read;
    read.task = Task::answer;
    read.text_column = o.get_string("text_column", "");
    read.answer_column = o.get_string("answer_column", "");
    const Dataset dataset = read_dataset(data, read);
    const Knowledge& k = knowledge->brain.knowledge();
    const std::vector<Probe> probes = probes_of(k, dataset.examples, false);
    *measures = copy(judge_answers(k, probes, progress_of(progress, user)).dump());
  });
}
