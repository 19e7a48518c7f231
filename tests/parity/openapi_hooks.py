"""For openapi.py: requests that the schemas allow and that are rightly refused, because of what a schema cannot say: it
is about two members, or about the model that is served."""
import schemathesis


@schemathesis.hook
def filter_case(context, case):
    body = case.body
    if not isinstance(body, dict) or case.meta is None or not case.meta.generation.mode.is_positive:
        return True
    # Vectors are as long as the model makes them.
    if body.get("dimensions") is not None:
        return False
    # A call that must be made is of one of the tools, and no other form is asked for at once.
    names = [tool["function"]["name"] for tool in body.get("tools") or []]
    choice = body.get("tool_choice")
    if choice == "required" and not names or isinstance(choice, dict) and choice["function"]["name"] not in names:
        return False
    shaped = (body.get("response_format") or {}).get("type") not in (None, "text")
    if shaped and names and choice != "none" or len(set(names)) < len(names):
        return False
    return not (body.get("top_logprobs") is not None and not body.get("logprobs"))
