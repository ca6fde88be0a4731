// SPDX-License-Identifier: GPL-2.0-or-later
// Goes into each policy's program, and is imported by none.
