#pragma once
#include <stddef.h>

/// How many templates the program has.
size_t vexar_template_count(void);

/// LANGUAGE/NAME.mustache of one of them, counted from 0; null beyond the last. It stays where it is as long as the
/// process, as does the text.
const char *vexar_template_name(size_t index);

/// The file as it was when the program was built: UTF-8, ended by a NUL; null beyond the last.
const char *vexar_template_text(size_t index);
