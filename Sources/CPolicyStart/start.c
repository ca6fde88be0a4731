// SPDX-License-Identifier: GPL-2.0-or-later
#include "CPolicyStart.h"
#include <stdio.h>
#include <stdlib.h>

// Before the policy's first line: what it prints goes into a pipe, and would be lost in the buffer if it crashed.
__attribute__((constructor)) static void start(void) {
    if (getenv("WEIR_DOCUMENT")) setvbuf(stdout, NULL, _IOLBF, 0);
}
