// Whether a value is what a JSON Schema says: arguments of tools are held to theirs before any code sees them. The subset that
// tools need; grammar/json_schema.h is the other way round, from a schema to what a model may write.
//
//   any       type (also a list), enum, const, anyOf
//   numbers   minimum, maximum, exclusiveMinimum, exclusiveMaximum
//   strings   minLength, maxLength (characters)
//   arrays    items (one schema), minItems, maxItems, uniqueItems
//   objects   properties, required, additionalProperties, minProperties, maxProperties
//   ignored   title, description, default, examples, format, $schema, $id, $comment
#pragma once

#include "base/json.h"

namespace tinybrain::skills {

// Error{unsupported} names a keyword that is none of those, and where it stands; Error{bad_argument}: one of the wrong kind.
void check_schema(const Json& schema);

// schema: as check_schema accepts it. Error{bad_argument} names the member and what it has to be.
void check_value(const Json& schema, const Json& value);

}  // namespace tinybrain::skills
