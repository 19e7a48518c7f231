#include "vault/retention.h"

#include "base/clock.h"
#include "base/format.h"
#include "vault/ranges.h"
#include "vault/store.h"
#include "vault/versions.h"

namespace tinybrain {

int64_t delete_expired(Change& change) {
  int64_t rows = 0;
  Json detail;
  for (const PersonalTable& t : personal_tables()) {
    change.db().run(fmt::format("DELETE FROM {} WHERE until IS NOT NULL AND until <= ?1", t.name),
                    change.time());
    if (const int64_t n = change.db().changes()) {
      rows += n;
      detail.set(t.name, n);
    }
  }
  if (rows) {
    // What was learnt from a lesson is kept no longer than the lesson.
    const VersionsErased versions = erase_versions(change, {}, false, nullptr);
    if (!versions.ids.empty()) detail.set("versions", ranges_of(versions.ids));
    change.audit("retention", detail);
  }
  return rows;
}

void delete_expired_now_and_then(VaultStore& store, Change& change) {
  constexpr int64_t kHour = 3600 * kSecond;
  if (store.expired_at <= change.time() && change.time() < store.expired_at + kHour) return;
  delete_expired(change);
  store.expired_at = change.time();
}

}  // namespace tinybrain
