// libpq, PostgreSQL's C client library (PostgreSQL documentation, chapter 34). pkg-config finds its header.
#include <libpq-fe.h>

// The PG_DIAG_ macros are character literals, which Swift does not import.
static const int errorFieldSeverity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int errorFieldSQLState = PG_DIAG_SQLSTATE;
static const int errorFieldMessage = PG_DIAG_MESSAGE_PRIMARY;
static const int errorFieldDetail = PG_DIAG_MESSAGE_DETAIL;
static const int errorFieldHint = PG_DIAG_MESSAGE_HINT;
static const int errorFieldContext = PG_DIAG_CONTEXT;
static const int errorFieldPosition = PG_DIAG_STATEMENT_POSITION;
static const int errorFieldSchema = PG_DIAG_SCHEMA_NAME;
static const int errorFieldTable = PG_DIAG_TABLE_NAME;
static const int errorFieldColumn = PG_DIAG_COLUMN_NAME;
static const int errorFieldDataType = PG_DIAG_DATATYPE_NAME;
static const int errorFieldConstraint = PG_DIAG_CONSTRAINT_NAME;
static const int errorFieldRoutine = PG_DIAG_SOURCE_FUNCTION;
