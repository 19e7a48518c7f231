"""For openapi.py: requests that the schemas allow and that are rightly refused, because of what a schema cannot say: it
is about two members, or about the model that is served."""
import desk
import schemathesis


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    # Every other request is to the desk that is there, so that it comes to what it asks for.
    name = (path_parameters or {}).get("desk")
    if name and len(name) % 2 and context.operation.method.upper() != "DELETE":
        return {**path_parameters, "desk": "shop"}
    return path_parameters


def is_too_long(value, name=""):
    """Names and settings are measured in bytes, which a schema cannot."""
    if isinstance(value, dict):
        return any(is_too_long(v, k) for k, v in value.items())
    if isinstance(value, list):
        return any(is_too_long(v) for v in value)
    return isinstance(value, str) and name not in ("text", "base64") and len(value.encode("utf-8", "replace")) > 120


def has_words(text):
    return any(c.isalnum() for c in text)


def is_desk_request_refused(path, body):
    """What a schema cannot say of a desk's requests."""
    if is_too_long(body) and not path.endswith(("/ask", "/teach")):
        return True
    if path == "/v1/desks":
        docs = [file["name"] for file in body.get("docs") or []]
        return len(set(docs)) < len(docs) or (body.get("asked") or {}).get("name") == body["faq"]["name"]
    if path.endswith("/settings"):
        escalation = body.get("escalation") or {}
        return escalation.get("mode") in ("ask", "always") and not escalation.get("endpoint")
    if path.endswith(("/ask", "/teach")):
        offered = (body.get("conversation") or {}).get("offered") or []
        return (not has_words(body["text"]) or not has_words(body.get("answer_text") or "a")
                or max([body.get("answer") or 0, *offered]) >= len(desk.ANSWERS))
    return False


def is_kept_request_refused(path, body):
    """What a schema cannot say of requests about what is kept."""
    if path == "/v1/erase":
        some = body.get("all") or body.get("topic") or body.get("purpose") or body.get("from") or body.get("to")
        return not (some or body.get("id") and body.get("table"))
    if path.startswith("/v1/memories") and body.get("text") is not None:
        return not has_words(body["text"])
    if path == "/v1/feedback" and "signal" in body:
        return True  # what each signal needs
    return False


@schemathesis.hook
def filter_case(context, case):
    body = case.body
    if not isinstance(body, dict) or case.meta is None or not case.meta.generation.mode.is_positive:
        return True
    if case.path.startswith("/v1/desks") and is_desk_request_refused(case.path, body):
        return False
    if case.path in ("/v1/knowledge", "/v1/builds") and is_too_long(body):
        return False
    if is_kept_request_refused(case.path, body):
        return False
    # Vectors are as long as the model makes them.
    if body.get("dimensions") is not None:
        return False
    # A call that must be made is of one of the tools, and no other form is asked for at once.
    names = [tool["function"]["name"] for tool in body.get("tools") or []]
    choice = body.get("tool_choice")
    if choice == "required" and not names or isinstance(choice, dict) and choice["function"]["name"] not in names:
        return False
    if body.get("learned") and body.get("adapter"):
        return False
    shaped = (body.get("response_format") or {}).get("type") not in (None, "text")
    if shaped and names and choice != "none" or len(set(names)) < len(names):
        return False
    if body.get("memory") not in (None, False) and (shaped or names):
        return False
    return not (body.get("top_logprobs") is not None and not body.get("logprobs"))
