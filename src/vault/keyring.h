// The desktop's keyring, through the program `secret-tool` of libsecret where there is one: the keyring's own library
// would bring a whole desktop along.
#pragma once

#include <string>

namespace tinybrain {

// "" = no such entry. Error{unsupported} without the program.
std::string keyring_read(const std::string& entry);
// Error{unsupported}; {io} when the keyring refuses.
void keyring_write(const std::string& entry, const std::string& secret);

}  // namespace tinybrain
