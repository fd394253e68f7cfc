// openapi.json as bytes of the program: a binary that is installed alone still has it. The compiler copies the file
// (C23, 6.10.4) in no time; the same 100 KB as a Swift array, which is what a resource embedded by the package manager
// becomes, take the compiler 40 s.
#include "openapi.h"

static const unsigned char document[] = {
#embed "openapi.json"
};

const unsigned char *vexar_openapi_bytes(void) { return document; }

size_t vexar_openapi_length(void) { return sizeof document; }
