#include "build/method.h"

#include <algorithm>
#include <map>

#include "base/messages/compress.h"
#include "build/candidates.h"

namespace tinybrain {
namespace {

constexpr DType kKeepsZeros[] = {DType::f32,  DType::f16,  DType::bf16,
                                 DType::q8_0, DType::q5_0, DType::q4_0};

// Rounded plainly: what makes up for errors would fill the zeros.
void write_pruned(Candidates& work, const ModelSource& source, const PruneOptions& options,
                  DType type, CompileCandidate c, double from) {
  EditableModel model(source);
  prune_unstructured(model, work.chunks_of(source, Candidates::kChunks), options, work.threads(),
                     work.part(from, Candidates::kWrittenAt));
  TypePlan plan;
  plan.otherwise = type;
  model.write(work.file(), plan, work.threads(), {});
  c.type = dtype_info(type).name;
  c.pruned = true;
  work.judge(std::move(c));
}

// What each matrix had before it was cut; a cut is written as floats.
TypePlan types_before(const ModelSource& trained, const ModelSource& made,
                      std::span<const uint32_t> kept) {
  TypePlan plan;
  for (const SourceTensor& t : made.tensors())
    if (const SourceTensor* before = trained.find(name_before_cut(t.name, kept));
        before && !t.vector)
      plan.types[t.name] = before->dtype;
  return plan;
}

}  // namespace

std::vector<CompileCandidate> compress_by(const CompressMethod& m, const ModelSource& trained,
                                          const CompileTask& task,
                                          const std::filesystem::path& folder,
                                          const std::filesystem::path& output, Threads& threads) {
  const DType pruned = m.type.value_or(DType::f16);
  if (m.prune &&
      std::find(std::begin(kKeepsZeros), std::end(kKeepsZeros), pruned) == std::end(kKeepsZeros))
    throw Error(Code::bad_argument, msg::kCompressZeros, dtype_info(pruned).name);
  Candidates work(trained, task, folder, output, threads);
  const bool plans = !m.type && !m.prune && task.budget > 0;
  work.expect(plans ? 3 : 1);
  CompileCandidate c = work.named(m.cut);
  std::vector<uint32_t> kept;
  std::optional<ModelSource> made;
  if (!m.cut.none()) {
    kept = work.write_cut(m.cut);
    made.emplace(work.cut());
  }
  const ModelSource& source = made ? *made : trained;
  const double from = made ? Candidates::kCutUntil : 0;
  if (m.prune) {
    write_pruned(work, source, *m.prune, pruned, std::move(c), from);
  } else if (plans) {
    const TypePlan plan = plan_for_budget(source, task.budget, work.measure_costs(), kept);
    work.try_plan(source, std::move(c), plan, from);
  } else if (m.type) {
    TypePlan plan;
    plan.otherwise = m.type;
    c.type = dtype_info(*m.type).name;
    work.try_plan(source, std::move(c), plan, from);
  } else {
    c.same_types = true;
    work.try_plan(source, std::move(c), types_before(trained, source, kept), from);
  }
  return work.finish();
}

}  // namespace tinybrain
