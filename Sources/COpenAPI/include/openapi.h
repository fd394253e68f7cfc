#pragma once
#include <stddef.h>

/// The first byte of openapi.json as it was when the program was built; it stays where it is as long as the process.
const unsigned char *vexar_openapi_bytes(void);

/// How many bytes openapi.json has.
size_t vexar_openapi_length(void);
